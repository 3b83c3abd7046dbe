// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api.model;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import java.util.Optional;

/**
 * The arrays of parameters during one forward pass.
 *
 * @param store where they come from
 * @param device on which the pass runs
 * @param training whether dropout and the like are active and gradients are recorded
 */
public record Weights(ParameterStore store, Device device, boolean training) {

    /** The array of a parameter, with its gradient attached when training. */
    public NDArray of(Parameter parameter) {
        return store.getValue(parameter, device, training);
    }

    /**
     * A view of a parameter that belongs to a manager. An array belongs to the manager of the first
     * operand it was made from: a calculation that begins with a parameter would leave its results
     * with the model, one that begins with this view ends with the step.
     *
     * @param parameter the parameter
     * @param manager of the step, as a rule that of the input
     */
    public NDArray of(Parameter parameter, NDManager manager) {
        NDArray array = of(parameter);
        NDArray view = array.reshape(array.getShape());
        view.attach(manager);
        return view;
    }

    /**
     * Where a layer leaves its own gradient; empty where gradients, if any, are recorded by the
     * engine.
     */
    public Optional<OwnGradients> ownGradients() {
        return training && store instanceof OwnGradients own ? Optional.of(own) : Optional.empty();
    }
}
