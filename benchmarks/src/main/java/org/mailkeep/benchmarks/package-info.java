/** Load generators and the ceilings they are measured against. */
@NullMarked
package org.mailkeep.benchmarks;

import org.jspecify.annotations.NullMarked;
