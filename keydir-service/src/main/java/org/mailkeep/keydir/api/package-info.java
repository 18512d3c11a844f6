/** The REST API for the mail system and for those who manage the directory. */
@NullMarked
package org.mailkeep.keydir.api;

import org.jspecify.annotations.NullMarked;
