"""Heads of columns as offices write them; what only looks like households is none."""

import pytest

from generator.exchange.headers import meaning

HEADS = {
    "households": (
        "Số hộ", "SỐ HỘ", "Số hộ dân", "Tổng số hộ", "Tổng số hộ gia đình", "Số hộ gia đình",
        "Hộ", "Hộ dân", "so ho", "Số lượng hộ", "Số hộ (hộ)", "Số hộ trong tổ",
        "Số hộ dân trên địa bàn", "Tổng hộ", "Số hộ thường trú", "Quy mô (số hộ)",
    ),
    "group": (
        "Tổ", "Tên tổ", "Tổ liên gia", "Tên tổ liên gia tự quản", "Thôn", "Thôn, xóm, khu",
        "Tổ dân phố", "Tên thôn/tổ dân phố", "TDP", "Khu dân cư", "Khu", "Bản", "Tên khu",
        "Thôn (bản, khu phố)", "Xóm",
    ),
    "unit": (
        "Xã", "Xã, phường", "Tên xã", "Phường/xã", "Đơn vị", "Tên đơn vị", "Xã, phường, đặc khu",
        "Đơn vị hành chính", "Địa phương", "Đơn vị hành chính cấp xã",
    ),
    "code": ("Mã xã", "Mã đơn vị", "Mã ĐVHC", "Mã số", "Mã xã/phường"),
    "phone": ("Số điện thoại công an xã", "Điện thoại trực ban", "SĐT công an"),
    "": (
        "STT", "TT", "Số hộ nghèo", "Hộ nghèo", "Số hộ cận nghèo", "Nhân khẩu", "Số khẩu",
        "Số người", "Số hộ chưa nhận", "Số hộ đã ký nhận", "Chủ hộ", "Họ tên chủ hộ", "Tổ trưởng",
        "Họ và tên tổ trưởng", "Số tổ", "Số thôn", "Số điện thoại", "Ghi chú", "Địa bàn",
        "Số hộ đồng bào DTTS", "Phường Tân Hòa", "Xã Cao Sơn", "Thôn Đồng", "Tổ 1",
        "Mã tổ", "Mã QR", "Đơn vị tính", "Số hộ kinh doanh", "Tỷ lệ hộ nghèo", "Số hộ năm 2025",
        "DANH SÁCH TỔ LIÊN GIA TỰ QUẢN NĂM 2026", "Trưởng thôn",
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("wanted", "text"), [(n, t) for n, texts in HEADS.items() for t in texts]
)
def test_a_head_means_one_thing(wanted: str, text: str) -> None:
    assert meaning(text) == wanted
