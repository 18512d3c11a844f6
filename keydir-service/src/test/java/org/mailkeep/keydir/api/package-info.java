@NullMarked
package org.mailkeep.keydir.api;

import org.jspecify.annotations.NullMarked;
