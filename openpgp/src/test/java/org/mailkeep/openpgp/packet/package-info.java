@NullMarked
package org.mailkeep.openpgp.packet;

import org.jspecify.annotations.NullMarked;
