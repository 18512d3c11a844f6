@NullMarked
package org.mailkeep.platform.net;

import org.jspecify.annotations.NullMarked;
