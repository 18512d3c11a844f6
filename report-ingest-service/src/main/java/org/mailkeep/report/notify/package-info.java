/** Calls and mails to those who look after incidents. */
@NullMarked
package org.mailkeep.report.notify;

import org.jspecify.annotations.NullMarked;
