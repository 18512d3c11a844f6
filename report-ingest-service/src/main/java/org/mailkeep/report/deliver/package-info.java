/** Brings our own reports to their receivers, by HTTPS and by mail. */
@NullMarked
package org.mailkeep.report.deliver;

import org.jspecify.annotations.NullMarked;
