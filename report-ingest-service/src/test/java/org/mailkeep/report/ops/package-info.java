@NullMarked
package org.mailkeep.report.ops;

import org.jspecify.annotations.NullMarked;
