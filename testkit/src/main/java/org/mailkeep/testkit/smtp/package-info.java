/** Mail exchangers that offer STARTTLS, or fail to, and take no mail; and a sink for mail. */
@NullMarked
package org.mailkeep.testkit.smtp;

import org.jspecify.annotations.NullMarked;
