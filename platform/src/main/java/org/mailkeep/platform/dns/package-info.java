/**
 * DNS with validation (RFC 4035): every answer is a value that says how sure it is. What comes in is bounded before it is
 * read, and nothing of it is repeated in a message.
 */
@NullMarked
package org.mailkeep.platform.dns;

import org.jspecify.annotations.NullMarked;
