// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api.model;

import ai.djl.ndarray.types.DataType;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.api.task.SequenceShape;

/**
 * What a model needs to come into being.
 *
 * @param shape the sequences it will see
 * @param dataType of parameters and inputs, FLOAT32 or FLOAT64
 * @param streams for initial values, scoped to {@code init}
 */
public record ModelContext(SequenceShape shape, DataType dataType, RandomStreams streams) {}
