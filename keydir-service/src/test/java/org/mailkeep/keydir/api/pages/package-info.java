@NullMarked
package org.mailkeep.keydir.api.pages;

import org.jspecify.annotations.NullMarked;
