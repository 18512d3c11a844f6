@NullMarked
package org.mailkeep.testkit.https;

import org.jspecify.annotations.NullMarked;
