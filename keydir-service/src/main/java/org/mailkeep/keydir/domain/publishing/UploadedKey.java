package org.mailkeep.keydir.domain.publishing;

import java.time.Instant;
import org.mailkeep.openpgp.Certificate;

/**
 * A key that an account gave, with all its user IDs.
 *
 * @param uploadedAt when the account gave it first
 */
public record UploadedKey(Certificate certificate, Instant uploadedAt) {}
