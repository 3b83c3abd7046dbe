// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api.training;

import ai.djl.ndarray.NDArray;
import org.seqmem.api.model.ParameterGroup;

/**
 * A parameter as an optimiser sees it.
 *
 * @param name unique in the model, the path of its blocks joined by dots
 * @param array the values, with a gradient attached
 * @param group how it is treated
 */
public record TrainableParameter(String name, NDArray array, ParameterGroup group) {}
