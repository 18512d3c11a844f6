@NullMarked
package org.mailkeep.contracts;

import org.jspecify.annotations.NullMarked;
