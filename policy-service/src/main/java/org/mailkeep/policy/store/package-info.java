/**
 * What all replicas share, in PostgreSQL: the policies that were found, and who is finding one out right now. PostgreSQL may
 * be away at any time; every call says so as a value, soon.
 */
@NullMarked
package org.mailkeep.policy.store;

import org.jspecify.annotations.NullMarked;
