@NullMarked
package org.mailkeep.platform.config;
import org.jspecify.annotations.NullMarked;
