@NullMarked
package org.mailkeep.report.app;

import org.jspecify.annotations.NullMarked;
