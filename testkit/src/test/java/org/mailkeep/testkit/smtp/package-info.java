@NullMarked
package org.mailkeep.testkit.smtp;

import org.jspecify.annotations.NullMarked;
