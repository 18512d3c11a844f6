@NullMarked
package org.mailkeep.keylookup.config;

import org.jspecify.annotations.NullMarked;
