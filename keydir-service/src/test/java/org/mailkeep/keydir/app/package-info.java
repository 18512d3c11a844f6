@NullMarked
package org.mailkeep.keydir.app;

import org.jspecify.annotations.NullMarked;
