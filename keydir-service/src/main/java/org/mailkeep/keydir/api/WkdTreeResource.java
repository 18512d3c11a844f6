package org.mailkeep.keydir.api;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestMulti;
import org.jboss.resteasy.reactive.RestPath;
import org.mailkeep.keydir.app.ExportTree;
import org.mailkeep.keydir.app.ExportTree.Export;
import org.mailkeep.platform.auth.Roles;
import org.mailkeep.platform.problem.Problems;

/** A domain's directory as files. */
@Path("/v1/domains/{domain}/wkd.tar")
@Tag(name = "Web Key Directory")
class WkdTreeResource {

    private static final String TAR = "application/x-tar";

    private final ExportTree export;

    WkdTreeResource(ExportTree export) {
        this.export = export;
    }

    @GET
    @Produces(TAR)
    @RolesAllowed(Roles.KEYDIR_WRITE)
    @Operation(
            operationId = "getWkdTree",
            summary = "Everything that is served for the domain, as a tree for a web server",
            description = "The tree holds the files of the advanced and of the direct method.")
    @SecurityRequirement(name = "token")
    @APIResponse(responseCode = "200", description = "A tar archive.")
    @APIResponse(responseCode = "404", description = "The domain is not served.")
    @APIResponse(responseCode = "503", description = "The store does not answer.")
    public RestMulti<byte[]> get(@RestPath String domain) {
        Uni<Multi<byte[]>> pieces = export.export(Problems.domain(domain)).map(result -> switch (result) {
            case Export.Tree(Multi<byte[]> tree) -> tree;
            case Export.NotServed _ ->
                throw Problems.problem(404, "domain-not-served", "Not served", "No keys of this domain are served.");
            case Export.Unavailable _ ->
                throw Problems.problem(503, "unavailable", "Unavailable", "The store does not answer; try again.");
        });
        return RestMulti.fromUniResponse(
                pieces, tree -> tree, _ -> Map.of("Content-Disposition", List.of("attachment; filename=\"wkd.tar\"")));
    }
}
