// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.torchscript;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.seqmem.api.config.AtLeast;
import org.seqmem.api.model.Claim;

/**
 * Configuration of {@link TorchScriptBlock}.
 *
 * @param file what {@code torch.jit.script(model).save(...)} wrote; its content is part of a
 *     trial's id
 * @param claims what the user says of the model: nobody proves it
 * @param stateSize real numbers carried from step to step, if the user knows
 * @param receptiveField how many of the last inputs an output can depend on, if the user knows
 */
public record TorchScriptConfig(
        Path file,
        List<Claim> claims,
        @AtLeast(0) Optional<Integer> stateSize,
        @AtLeast(1) Optional<Integer> receptiveField) {

    /**
     * @throws IllegalArgumentException if the model is said to be steppable
     */
    public TorchScriptConfig {
        claims = List.copyOf(claims);
        if (claims.contains(Claim.STEPPABLE)) {
            throw new IllegalArgumentException(
                    "claims must not have steppable: a file has no way to carry a state");
        }
    }
}
