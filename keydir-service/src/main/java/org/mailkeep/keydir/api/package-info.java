/** The REST API of keydir-service. */
@NullMarked
package org.mailkeep.keydir.api;

import org.jspecify.annotations.NullMarked;
