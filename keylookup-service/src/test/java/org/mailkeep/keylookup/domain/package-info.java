@NullMarked
package org.mailkeep.keylookup.domain;

import org.jspecify.annotations.NullMarked;
