/**
 * The way into PostgreSQL, and events on their way out of it. PostgreSQL may be away at any time; every call says so as a
 * value, soon.
 */
@NullMarked
package org.mailkeep.platform.store;

import org.jspecify.annotations.NullMarked;
