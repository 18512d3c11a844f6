/** Where services send their traces. */
@NullMarked
package org.mailkeep.testkit.otlp;

import org.jspecify.annotations.NullMarked;
