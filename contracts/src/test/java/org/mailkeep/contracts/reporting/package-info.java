@NullMarked
package org.mailkeep.contracts.reporting;

import org.jspecify.annotations.NullMarked;
