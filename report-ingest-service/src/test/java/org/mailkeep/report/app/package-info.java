/** Tests of what goes on by itself. */
@NullMarked
package org.mailkeep.report.app;

import org.jspecify.annotations.NullMarked;
