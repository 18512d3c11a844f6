/**
 * DANE for SMTP (RFC 7672, on RFC 6698 and 7671): a domain publishes, in signed DNS, which certificate or key each of
 * its MX hosts will show.
 *
 * <p>The order of questions is MX, then the addresses of every host, then TLSA, and only below hosts whose addresses
 * are secure. {@link org.mailkeep.policy.domain.dane.MailExchange},
 * {@link org.mailkeep.policy.domain.dane.HostAddresses} and {@link org.mailkeep.policy.domain.dane.HostVerdict} are
 * the answers in that order.
 */
@NullMarked
package org.mailkeep.policy.domain.dane;

import org.jspecify.annotations.NullMarked;
