@NullMarked
package org.mailkeep.keydir.store;

import org.jspecify.annotations.NullMarked;
