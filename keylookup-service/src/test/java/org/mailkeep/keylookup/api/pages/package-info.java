@NullMarked
package org.mailkeep.keylookup.api.pages;

import org.jspecify.annotations.NullMarked;
