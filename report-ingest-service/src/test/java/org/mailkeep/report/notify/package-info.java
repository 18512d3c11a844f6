@NullMarked
package org.mailkeep.report.notify;

import org.jspecify.annotations.NullMarked;
