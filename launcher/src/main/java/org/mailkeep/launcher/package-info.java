/** Runs the whole suite on one machine. */
@NullMarked
package org.mailkeep.launcher;

import org.jspecify.annotations.NullMarked;
