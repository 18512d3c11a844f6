@NullMarked
package org.mailkeep.testkit.tls;

import org.jspecify.annotations.NullMarked;
