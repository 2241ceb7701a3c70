import pytest
import torch
import torch.nn.functional as F

from lenet1.model import LeNet1
from lenet1.optimizer import MOMENTUM, Muon, orthogonal


@pytest.mark.parametrize("shape", [(4, 25), (12, 100), (10, 192)])
def test_singular_vectors_stay_and_values_come_near_1(shape: tuple[int, int]) -> None:
    matrix = torch.randn(shape, generator=torch.Generator().manual_seed(0))
    u, _, vh = torch.linalg.svd(matrix, full_matrices=False)
    values = u.T @ orthogonal(matrix) @ vh.T  # diagonal where the vectors are the same
    assert 0.6 < values.diagonal().min() <= values.diagonal().max() < 1.3
    assert (values - values.diagonal().diag()).abs().max() < 1e-3


def test_the_length_of_a_step_does_not_hang_on_the_gradients() -> None:
    steps = []
    for size in (1e-3, 1e3):
        torch.manual_seed(0)
        model = LeNet1()
        before = model.conv2.weight.detach().clone()
        optimizer = Muon(model.parameters())
        (size * model(torch.rand(8, 1, 28, 28)).logits.square().sum()).backward()
        optimizer.step(0.02)
        steps.append((model.conv2.weight - before).norm().item())
    assert steps[0] == pytest.approx(steps[1], rel=0.05)
    assert steps[0] == pytest.approx(0.02 * 12**0.5, rel=0.3)  # 12 rows of length 1


def test_the_momentum_is_the_running_mean_of_the_gradients() -> None:
    model = LeNet1()
    optimizer = Muon(model.parameters())
    gradients = []
    for seed in range(3):
        torch.manual_seed(seed)
        optimizer.zero_grad()
        x, labels = torch.rand(4, 1, 28, 28), torch.randint(0, 10, (4,))
        F.nll_loss(model(x).log_probabilities, labels).backward()
        assert model.fc_out.weight.grad is not None
        gradients.append(model.fc_out.weight.grad.clone())
        optimizer.step(0.01)
    expected = sum(
        (1 - MOMENTUM) * MOMENTUM ** (2 - age) * g for age, g in enumerate(gradients)
    )
    torch.testing.assert_close(optimizer.momenta[2], expected)
