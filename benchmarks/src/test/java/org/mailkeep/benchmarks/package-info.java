@NullMarked
package org.mailkeep.benchmarks;

import org.jspecify.annotations.NullMarked;
