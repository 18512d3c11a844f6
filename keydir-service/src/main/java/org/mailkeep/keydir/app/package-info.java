/** What keydir-service does, one class for each use. */
@NullMarked
package org.mailkeep.keydir.app;

import org.jspecify.annotations.NullMarked;
