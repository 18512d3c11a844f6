@NullMarked
package org.mailkeep.openpgp;

import org.jspecify.annotations.NullMarked;
