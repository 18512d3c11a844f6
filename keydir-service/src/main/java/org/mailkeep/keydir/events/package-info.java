/** What others are told. */
@NullMarked
package org.mailkeep.keydir.events;

import org.jspecify.annotations.NullMarked;
