/** What can be done with the directory: one class per use case. Each change, its audit entry and its events are one transaction. */
@NullMarked
package org.mailkeep.keydir.app;

import org.jspecify.annotations.NullMarked;
