@NullMarked
package org.mailkeep.testkit.infra;

import org.jspecify.annotations.NullMarked;
