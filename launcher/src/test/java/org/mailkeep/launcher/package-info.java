@NullMarked
package org.mailkeep.launcher;

import org.jspecify.annotations.NullMarked;
