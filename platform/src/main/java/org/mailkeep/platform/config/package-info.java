/** The settings that services share, the clock and the source of chance. */
@NullMarked
package org.mailkeep.platform.config;

import org.jspecify.annotations.NullMarked;
