@NullMarked
package org.mailkeep.platform.dns;

import org.jspecify.annotations.NullMarked;
