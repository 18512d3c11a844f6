@NullMarked
package org.mailkeep.keydir.api.wkd;

import org.jspecify.annotations.NullMarked;
