"""The words that announce a person, a phone or a home, in forms and in running text."""

from __future__ import annotations

# In running text what may stand before a label is left out: the label alone finds the same names, and a pattern that
# begins with letters is searched for ten times as fast as one that begins with a repetition.
PERSON_IN_TEXT = (
    r"负责人|联系人|责任人|填报人员|填报人|填表人|经办人|制表人|制单人|审核人|复核人|报送人|录入人|评价人员|评价人|评审专家|组长|法定代表人|"
    r"法人代表|法人|收集人|签字人|签字|签名|姓名|签发人|承办人|编制人|监督人|受益人|户主|受助人|项目主管|组员"
)
_WHOSE = (
    "项目|单位|部门|主要|财务|分管|科室|业务|技术|施工|现场|具体|直接|机构|企业|公司|安全|第一|评价|专家组?|意见|副"
)
PERSON = rf"(?:{_WHOSE})*(?:{PERSON_IN_TEXT})"
PHONE_LABEL = r"电话号?码?|手机号?码?|联系方式|传真"
PHONE_LABELS = ("电话", "手机", "联系方式", "传真")
HOME_LABEL = r"家庭住址|家庭地址|住址"
LABEL_TAIL = r"(?:及|和|、|/)?(?:联系)?(?:" + PHONE_LABEL + r")?(?:\((?:签字|签章|签名|盖章|签字并?盖章|公章|姓名)\))?"
TITLE = (
    r"组长|局长|主任|书记|科长|处长|股长|院长|校长|主席|县长|市长|区长|镇长|乡长|厅长|部长|所长|站长|队长|馆长|园长|工程师|会计师|审计师|"
    r"董事长|调研员"
)
# 会计, 成员 and the like also stand before common words; after them only a colon announces a name.
LOOSE_ROLE = r"会计|出纳|经理|主管|干事|科员|委员|成员"
ROLE = f"{TITLE}|{LOOSE_ROLE}"
