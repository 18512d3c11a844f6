/** Pages as people meet them: in Chromium, narrow and wide, light and dark, by keyboard and by screen reader. */
@NullMarked
package org.mailkeep.testkit.browser;

import org.jspecify.annotations.NullMarked;
