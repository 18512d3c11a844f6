/**
 * What a Web Key Directory (draft-koch-openpgp-webkey-service) holds, and who decides it: the mail system says who owns an
 * address, the owner gives keys, and the rules here do the rest.
 *
 * <p>{@code served}: for which domains it answers. {@code ownership}: whose address it is. {@code publishing}: which keys are
 * served for it. {@code audit}: the record of every change.
 */
@NullMarked
package org.mailkeep.keydir.domain;

import org.jspecify.annotations.NullMarked;
