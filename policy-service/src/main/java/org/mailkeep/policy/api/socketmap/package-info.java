/**
 * The server that Postfix asks by {@code socketmap_table(5)}: netstrings over TCP, one answer for each question in the
 * order of the questions.
 *
 * <p>{@link org.mailkeep.policy.api.socketmap.SocketmapServer} listens on several event loops
 * ({@link org.mailkeep.policy.api.socketmap.SocketmapListener}); each connection belongs to one of them and is read by a
 * {@link org.mailkeep.policy.api.socketmap.SocketmapConnection}.
 */
@NullMarked
package org.mailkeep.policy.api.socketmap;

import org.jspecify.annotations.NullMarked;
