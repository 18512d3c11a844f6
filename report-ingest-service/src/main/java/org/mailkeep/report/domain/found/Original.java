package org.mailkeep.report.domain.found;

import java.util.Optional;
import org.mailkeep.report.domain.Body;

/**
 * A report as it was sent: the attachment or the body of the request, still compressed.
 *
 * @param fileName as the sender named it, at most 255 characters
 */
public record Original(Body body, Optional<String> fileName) {}
