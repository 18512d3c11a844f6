@NullMarked
package org.mailkeep.ui;

import org.jspecify.annotations.NullMarked;
