@NullMarked
package org.mailkeep.testkit.dns;

import org.jspecify.annotations.NullMarked;
