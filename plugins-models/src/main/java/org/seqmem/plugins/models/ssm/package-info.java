// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
/** State-space models: discretised linear systems between point-wise layers. */
@NullMarked
package org.seqmem.plugins.models.ssm;

import org.jspecify.annotations.NullMarked;
