package exchange

// trelloBoard is what is read of Trello's "Export as JSON". The form has
// grown since 2013; absent members are empty.
type trelloBoard struct {
	Name         string            `json:"name"`
	Desc         string            `json:"desc"`
	Lists        []trelloList      `json:"lists"`
	Cards        []trelloCard      `json:"cards"`
	Labels       []trelloLabel     `json:"labels"`
	Members      []trelloMember    `json:"members"`
	Checklists   []trelloChecklist `json:"checklists"`
	Actions      []trelloAction    `json:"actions"`
	CustomFields []trelloField     `json:"customFields"`
}

type trelloList struct {
	ID     string  `json:"id"`
	Name   string  `json:"name"`
	Closed bool    `json:"closed"`
	Pos    float64 `json:"pos"`
}

type trelloLabel struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Color string `json:"color"` // null for none
}

type trelloMember struct {
	ID       string `json:"id"`
	FullName string `json:"fullName"`
	Username string `json:"username"`
}

type trelloCard struct {
	ID           string             `json:"id"`
	Name         string             `json:"name"`
	Desc         string             `json:"desc"`
	Closed       bool               `json:"closed"`
	IDList       string             `json:"idList"`
	IDLabels     []string           `json:"idLabels"`
	Labels       []trelloLabel      `json:"labels"`
	IDMembers    []string           `json:"idMembers"`
	IDChecklists []string           `json:"idChecklists"`
	Pos          float64            `json:"pos"`
	Start        string             `json:"start"`
	Due          string             `json:"due"`
	DueComplete  bool               `json:"dueComplete"`
	LastActivity string             `json:"dateLastActivity"`
	Attachments  []trelloAttachment `json:"attachments"`
	CustomItems  []trelloValue      `json:"customFieldItems"`
	IDVoted      []string           `json:"idMembersVoted"`
	Address      string             `json:"address"`
	Location     string             `json:"locationName"`
	IsTemplate   bool               `json:"isTemplate"`
	Badges       struct {
		Comments int `json:"comments"`
	} `json:"badges"`
}

type trelloAttachment struct {
	Name     string  `json:"name"`
	URL      string  `json:"url"`
	IsUpload bool    `json:"isUpload"`
	Pos      float64 `json:"pos"`
}

type trelloChecklist struct {
	ID     string       `json:"id"`
	Name   string       `json:"name"`
	IDCard string       `json:"idCard"`
	Pos    float64      `json:"pos"`
	Items  []trelloItem `json:"checkItems"`
}

type trelloItem struct {
	Name     string  `json:"name"`
	State    string  `json:"state"`
	Pos      float64 `json:"pos"`
	Due      string  `json:"due"`
	IDMember string  `json:"idMember"`
}

type trelloAction struct {
	Type    string       `json:"type"`
	Date    string       `json:"date"`
	IDBy    string       `json:"idMemberCreator"`
	Creator trelloMember `json:"memberCreator"`
	Data    struct {
		Text string `json:"text"`
		Card struct {
			ID string `json:"id"`
		} `json:"card"`
		ListAfter struct {
			ID string `json:"id"`
		} `json:"listAfter"`
	} `json:"data"`
}

type trelloField struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Type    string `json:"type"`
	Options []struct {
		ID    string      `json:"id"`
		Value trelloTyped `json:"value"`
	} `json:"options"`
}

type trelloValue struct {
	IDField string      `json:"idCustomField"`
	IDValue string      `json:"idValue"`
	Value   trelloTyped `json:"value"`
}

// A trelloTyped holds one of these, as text.
type trelloTyped struct {
	Text    string `json:"text"`
	Number  string `json:"number"`
	Date    string `json:"date"`
	Checked string `json:"checked"`
}
